# Never finishes its import.
# graded: ex04_encode the_lecture_sentence
# verdict: timeout
while True:
    pass
