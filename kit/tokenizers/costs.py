"""What a language costs: tokens of the same ten sentences in many languages, as a table and as a bar chart."""

from pathlib import Path

from kit.tokenizers.model_ids import LLAMA, LLAMA_4, NEMO

MODELS = {
    "Llama 3.1": LLAMA,
    "Llama 4": LLAMA_4,
    "Mistral Nemo": NEMO,
}
"""The tokenizers that are compared, by the name a table shows."""

COLOURS = ("#0072B2", "#E69F00", "#009E73")
"""Okabe and Ito's colours for colour-blind readers: https://jfly.uni-koeln.de/color/"""


def costs() -> dict[str, dict[str, float]]:
    """For every tokenizer, each language's tokens over English's, for texts of the same meaning; dearest first."""
    from kit.tokenizers import loaded, parallel

    texts = parallel.texts()
    found: dict[str, dict[str, float]] = {}
    for name, model in MODELS.items():
        tokenizer = loaded.load(model)
        counts = {language: len(loaded.ids(tokenizer, text, special=False)) for language, text in texts.items()}
        found[name] = {language: count / counts["English"] for language, count in counts.items()}
    first = found[next(iter(MODELS))]
    order = sorted(texts, key=lambda language: -first[language])
    return {name: {language: row[language] for language in order} for name, row in found.items()}


def as_table(found: dict[str, dict[str, float]]) -> str:
    """The costs as text: a language a line, a tokenizer a column; English is 1."""
    names = list(found)
    lines = [f"{'':<12}" + "".join(f"{name:>14}" for name in names)]
    for language in found[names[0]]:
        lines.append(f"{language:<12}" + "".join(f"{found[name][language]:>14.2f}" for name in names))
    legend = "Tokens for the same ten sentences, English = 1: at 2.00 a text takes twice as many as in English."
    return "\n".join([*lines, "", legend])


def draw(found: dict[str, dict[str, float]], path: Path) -> None:
    """Write the costs as a bar chart, SVG or PNG by the file's ending. ModuleNotFoundError without matplotlib."""
    from matplotlib.figure import Figure

    languages = list(next(iter(found.values())))[::-1]
    figure = Figure(figsize=(8, 1 + 0.42 * len(languages)), layout="constrained")
    axes = figure.subplots()
    height = 0.8 / len(found)
    for number, (name, row) in enumerate(found.items()):
        places = [k + height * (len(found) / 2 - number - 0.5) for k in range(len(languages))]
        axes.barh(places, [row[language] for language in languages], height, label=name, color=COLOURS[number])
    axes.set_yticks(range(len(languages)), languages)
    axes.axvline(1, color="black", linewidth=0.8)
    axes.set_xlabel("tokens for the same meaning, English = 1")
    axes.legend(loc="lower right")
    figure.savefig(path)
