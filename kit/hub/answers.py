"""What the practice Hub answers about a repository: its description, its file list, its files."""

import re
from collections.abc import Callable
from urllib.parse import parse_qs

from starlette.requests import Request as HttpRequest
from starlette.responses import JSONResponse, Response, StreamingResponse

from kit.hub import refusals
from kit.hub.catalogue import Blob, Repository, git_id
from kit.hub.refusals import Refusal


def model_info(repository: Repository, revision: str) -> Response:
    """`GET /api/models/ID[/revision/R]`. Open for gated repositories too, as on the real Hub."""
    _check(repository, revision)
    return _prepared(repository, "info", lambda: _info(repository))


def _prepared(repository: Repository, kind: str, make: Callable[[], object], **headers: str) -> Response:
    """JSON that says the same of a repository every time, written once."""
    if kind not in repository.prepared:
        repository.prepared[kind] = bytes(JSONResponse(make()).body)
    return Response(repository.prepared[kind], headers=headers, media_type="application/json")


def _info(repository: Repository) -> dict:
    publisher, _, name = repository.id.rpartition("/")
    return {
        "_id": git_id("id", repository.id.encode())[:24],
        "id": repository.id,
        "modelId": repository.id,
        "author": publisher or name,
        "sha": repository.sha,
        "private": False,
        "disabled": False,
        "gated": "manual" if repository.gated else False,
        "downloads": 0,
        "likes": 0,
        "library_name": "transformers",
        "tags": ["transformers", "region:us"],
        "createdAt": "2024-07-26T00:00:00.000Z",
        "lastModified": "2024-07-26T00:00:00.000Z",
        "siblings": [
            {"rfilename": path, "size": blob.facts.size, "blobId": blob.facts.oid}
            for path, blob in repository.files.items()
        ],
    }


def refs(repository: Repository) -> Response:
    """`GET /api/models/ID/refs`: the one branch."""
    main = {"name": "main", "ref": "refs/heads/main", "targetCommit": repository.sha}
    return JSONResponse({"branches": [main], "tags": [], "converts": [], "pullRequests": []})


def tree(repository: Repository, revision: str, folder: str, recursive: bool) -> Response:
    """`GET /api/models/ID/tree/R[/FOLDER]`: what is in a folder, or also in the folders below."""
    _check(repository, revision)
    if not folder:
        kind = f"tree {recursive}"
        commit = {"X-Repo-Commit": repository.sha}
        return _prepared(repository, kind, lambda: _inside(_entries(repository), folder, recursive), **commit)
    inside = _inside(_entries(repository), folder, recursive)
    if not inside:
        raise refusals.entry_not_found(folder, repository.sha)
    return JSONResponse(inside, headers={"X-Repo-Commit": repository.sha})


def _inside(listed: list[dict], folder: str, recursive: bool) -> list[dict]:
    inside = [entry for entry in listed if not folder or entry["path"].startswith(folder + "/")]
    if recursive:
        return inside
    depth = folder.count("/") + 1 if folder else 0
    return [entry for entry in inside if entry["path"].count("/") == depth]


def paths_info(repository: Repository, revision: str, body: bytes) -> Response:
    """`POST /api/models/ID/paths-info/R`: what there is of the paths in a form's `paths`."""
    _check(repository, revision)
    wanted = {path.strip("/") for path in parse_qs(body.decode("utf-8", "replace")).get("paths", [])}
    return JSONResponse([entry for entry in _entries(repository) if entry["path"] in wanted])


def file(repository: Repository, revision: str, path: str, http: HttpRequest) -> Response:
    """HEAD and GET of `/ID/resolve/R/PATH`, whole or one range of bytes."""
    if http.method not in ("GET", "HEAD"):
        raise refusals.no_such_address(http.url.path)
    _check(repository, revision)
    blob = repository.files.get(path)
    if blob is None:
        raise refusals.entry_not_found(path, repository.sha)
    # The client names its cached copy after the ETag, and asks no more than once for the same one.
    headers = {
        "X-Repo-Commit": repository.sha,
        "ETag": f'"{blob.facts.sha256}"',
        "Accept-Ranges": "bytes",
        "Content-Length": str(blob.facts.size),
        "Content-Disposition": f'inline; filename="{_ascii(path.rpartition("/")[2])}"',
    }
    if http.method == "HEAD":
        return Response(headers=headers, media_type="application/octet-stream")
    part = _range(http.headers.get("range"), blob)
    if part is None and (whole := blob.small) is not None:
        return Response(whole, headers=headers, media_type="application/octet-stream")
    if part is None:
        return _streamed(blob, 0, blob.facts.size - 1, 200, headers)
    first, last = part
    headers |= {
        "Content-Range": f"bytes {first}-{last}/{blob.facts.size}",
        "Content-Length": str(last - first + 1),
    }
    return _streamed(blob, first, last, 206, headers)


def _streamed(blob: Blob, first: int, last: int, status: int, headers: dict[str, str]) -> Response:
    return StreamingResponse(blob.parts(first, last), status, headers, "application/octet-stream")


def _check(repository: Repository, revision: str) -> None:
    if not repository.has_revision(revision):
        raise refusals.revision_not_found(revision)


def _entries(repository: Repository) -> list[dict]:
    """Every file and every folder, as `tree` lists them, by path."""
    files = repository.files
    folders = {path[:end] for path in files for end, letter in enumerate(path) if letter == "/"}
    listed = [{"type": "directory", "oid": git_id("tree", path.encode()), "size": 0, "path": path} for path in folders]
    for path, blob in files.items():
        listed.append({"type": "file", "oid": blob.facts.oid, "size": blob.facts.size, "path": path})
    return sorted(listed, key=lambda entry: entry["path"])


def _range(header: str | None, blob: Blob) -> tuple[int, int] | None:
    """The first and last byte asked for by `Range: bytes=…`; None for the whole file."""
    asked = re.fullmatch(r"bytes=(\d*)-(\d*)", (header or "").replace(" ", ""))
    if asked is None or not any(asked.groups()):
        return None
    size = blob.facts.size
    start, stop = asked.groups()
    first = int(start) if start else max(0, size - int(stop))
    last = min(int(stop), size - 1) if start and stop else size - 1
    if first > last:
        raise Refusal(416, None, "There are no such bytes in this file", {"Content-Range": f"bytes */{size}"})
    return first, last


def _ascii(name: str) -> str:
    return re.sub(r'[^ -~]|["\\]', "_", name)
