"""How the practice Hub says no: the status, error code and words from which the clients choose an exception.

The codes are those that `hf_raise_for_status` of huggingface_hub/utils/_http.py looks for in X-Error-Code.
Over plain http they are all it has to go by: what it tells from the address alone, it tells from https ones.
"""

from starlette.responses import JSONResponse, Response

# With this text in X-Error-Message the client does not take a 401 for a missing repository.
INVALID_TOKEN = "Invalid credentials in Authorization header"


class Refusal(Exception):
    """A request that is answered with an error. `code` is the X-Error-Code, None for none."""

    def __init__(self, status: int, code: str | None, message: str, headers: dict[str, str] | None = None) -> None:
        super().__init__(message)
        self.status, self.code, self.message, self.headers = status, code, message, headers or {}

    def response(self) -> Response:
        """The answer: the message in a header, as clients of HEAD need it, and in the body."""
        # A header holds one line of ASCII; part of the message may come from the address.
        line = " ".join(self.message.split()).encode("ascii", "replace").decode()
        headers = {"X-Error-Message": line, **self.headers}
        if self.code is not None:
            headers["X-Error-Code"] = self.code
        return JSONResponse({"error": self.message}, self.status, headers)


def invalid_token() -> Refusal:
    """A token that this Hub never gave out: HfHubHTTPError with status 401."""
    return Refusal(401, None, INVALID_TOKEN)


def repository_not_found(signed_in: bool) -> Refusal:
    """No such repository: RepositoryNotFoundError. The Hub does not tell strangers what there is not."""
    if signed_in:
        return Refusal(404, "RepoNotFound", "Repository not found")
    return Refusal(401, "RepoNotFound", "Invalid username or password.")


def revision_not_found(revision: str) -> Refusal:
    """No such branch or commit: RevisionNotFoundError."""
    return Refusal(404, "RevisionNotFound", f"Invalid rev id: {revision}")


def entry_not_found(path: str, commit: str) -> Refusal:
    """No such file or folder: EntryNotFoundError. With the commit, so that the client can remember it."""
    return Refusal(404, "EntryNotFound", f"Entry not found: {path}", {"X-Repo-Commit": commit})


def sign_in(id: str, page: str) -> Refusal:
    """A gated repository, and no token: GatedRepoError with status 401."""
    return Refusal(
        401,
        "GatedRepo",
        f"Access to model {id} is restricted. You must have access to it and be authenticated to access it. "
        f"Please log in. Its terms are at {page}",
    )


def sign_the_terms(id: str, page: str) -> Refusal:
    """A gated repository whose terms this account has not signed: GatedRepoError with status 403."""
    return Refusal(
        403,
        "GatedRepo",
        f"Access to model {id} is restricted and you are not in the authorized list. Visit {page} to ask for access.",
    )


def awaiting_review(id: str, page: str) -> Refusal:
    """Terms that are signed and not approved yet: GatedRepoError with status 403, in the real Hub's words."""
    return Refusal(
        403,
        "GatedRepo",
        f"Your request to access model {id} is awaiting a review from the repo authors. Its state is at {page}",
    )


def request_rejected(id: str, page: str) -> Refusal:
    """A request that the publisher turned down: GatedRepoError with status 403, in the real Hub's words."""
    return Refusal(
        403,
        "GatedRepo",
        f"Your request to access model {id} has been rejected by the repo's authors. Its state is at {page}",
    )


def token_lacks_gated(coded: bool = True) -> Refusal:
    """A fine-grained token without the permission for gated repositories: GatedRepoError with status 403.

    The course counts it as terms that are not signed, so it has the same code. By public reports the real Hub
    sends these words without a code (`coded=False`), which the clients make a plain HfHubHTTPError with status
    403 of. An answer has to know both.
    """
    return Refusal(
        403,
        "GatedRepo" if coded else None,
        "Please enable access to public gated repositories in your fine-grained token settings to view this "
        "repository.",
    )


def not_the_owner() -> Refusal:
    """Writing to somebody else's repository: HfHubHTTPError with status 403."""
    return Refusal(403, None, "You do not have permission to write to this repository")


def no_such_address(path: str) -> Refusal:
    """An address that is not part of the protocol as it is spoken here: HfHubHTTPError with status 404."""
    return Refusal(404, None, f"The practice Hub has nothing at {path}")


def broken(error: Exception) -> Refusal:
    """The Hub itself failed. Not 500, nor any status that the clients try again for 20 seconds: 501."""
    return Refusal(501, None, f"The practice Hub could not answer: {type(error).__name__}: {error}")
