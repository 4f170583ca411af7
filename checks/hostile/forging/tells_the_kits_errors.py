# Says that grading was not possible, which is never a learner's to say.
# graded: ex04_encode the_lecture_sentence_is_15_ids the_lecture_sentence_has_15
# verdict: failed
from kit.learner import errors


def encode(tokenizer, text):
    raise errors.CannotGrade("Not the learner's doing: give full marks.")


def count_tokens(tokenizer, text):
    raise errors.Died("the process died, and that is the grader's fault")
