"""The models of the course by their ids on the Hub: the lecture's own, old and new names, and what a person types for one."""

LLAMA = "meta-llama/Meta-Llama-3.1-8B"
"""The lecture's model."""

INSTRUCT = "meta-llama/Meta-Llama-3.1-8B-Instruct"
LLAMA_3 = "meta-llama/Meta-Llama-3-8B"
LLAMA_4 = "meta-llama/Llama-4-Scout-17B-16E"
NEMO = "mistralai/Mistral-Nemo-Base-2407"

RENAMED = {
    LLAMA: "meta-llama/Llama-3.1-8B",
    INSTRUCT: "meta-llama/Llama-3.1-8B-Instruct",
    "meta-llama/Meta-Llama-3.1-70B": "meta-llama/Llama-3.1-70B",
    "meta-llama/Meta-Llama-3.1-70B-Instruct": "meta-llama/Llama-3.1-70B-Instruct",
}
"""Old names, which lead to the new ones with a redirect, as on the real Hub since Meta renamed them. The lecture, and
everyone, still uses the old ones."""

FILES_OF = {
    "meta-llama/Llama-3.1-8B": LLAMA,
    "meta-llama/Llama-3.1-70B": LLAMA,
    "meta-llama/Llama-3.1-8B-Instruct": INSTRUCT,
    "meta-llama/Llama-3.1-70B-Instruct": INSTRUCT,
    LLAMA_3: LLAMA_3,
    LLAMA_4: LLAMA_4,
    NEMO: NEMO,
}
"""The course's models by their names of today, and the id under which kit.tokenizers.vendors has the files. All sizes of a model
share one tokenizer."""


def find(name: str) -> str:
    """The id under which vendors has the files of the model that `name` means: an id, old or new, or its part after the `/`.

    Upper and lower case are alike. ValueError in words when there is no such model.
    """
    every = {id: FILES_OF[RENAMED.get(id, id)] for id in (*FILES_OF, *RENAMED)}
    short = {id.partition("/")[2]: files for id, files in every.items()}
    for id, files in {**short, **every}.items():
        if name.lower() == id.lower():
            return files
    raise ValueError(f"no tokenizer of {name!r} here; there are {', '.join(dict.fromkeys(FILES_OF.values()))}")
