"""`--isolate`: learner code in a sandboxed child process; suites, solutions and expected values stay in this one."""

__all__ = ["hosts", "layers", "remote", "settle", "uninterrupted", "wire"]
