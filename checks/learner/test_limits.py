"""The time that learner code has, in one call and in one test."""

from kit.learner.call import Call
from kit.learner.log import CallLog


def spent(log: CallLog, *seconds: float) -> CallLog:
    for each in seconds:
        log.spend(Call("ex00", "f", (), {}), each)
    return log


def test_one_call_has_a_third_of_what_all_calls_of_a_test_have():
    log = CallLog()
    log.start_test()
    assert log.seconds_left("ex00", "f") == 10
    assert spent(log, *[1.0] * 20).seconds_left("ex00", "f") == 10, "slow calls leave the next one its time"
    assert spent(log, 7.0).seconds_left("ex00", "f") == 3


def test_time_that_a_suite_gives_may_go_into_a_single_call():
    log = CallLog()
    log.start_test(60)
    assert log.seconds_left("ex00", "f") == 60
    assert spent(log, 50.0).seconds_left("ex00", "f") == 10


def test_who_was_too_late_once_is_not_waited_for_as_long_again():
    log = CallLog(slow={("ex00", "f")})
    log.start_test(60)
    assert log.seconds_left("ex00", "f") == 2
    assert log.seconds_left("ex00", "g") == 60


def test_a_call_that_does_not_end_is_told_as_that_and_many_slow_ones_as_those():
    log = CallLog()
    log.start_test()
    assert log.too_late("f", 10).startswith("f did not return within 10 s.")
    spent(log, *[1.0] * 15)
    assert log.too_late("f", 10).startswith("f did not return within 10 s."), "whatever came before it"
    spent(log, 12.0)
    assert log.too_late("f", 3).startswith(
        "the calls of this test took more than 30 s together, and f had not returned."
    )
