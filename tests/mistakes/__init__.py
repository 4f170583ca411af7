"""Wrong answers that a message can name, one module for each exercise, with the functions that its suite shares."""
