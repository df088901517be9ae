"""The tables of docs/performance.md: read, compared with new ones, and drawn."""
import re
from dataclasses import dataclass
from xml.sax.saxutils import escape

# What is measured in these is better the larger it is; in all others, the smaller.
RATES = re.compile(r"/s\b|a second")

# A single event, or the slowest of many, varies more than a median.
SINGLE = re.compile(r"first|second\b|99|longest|cold")
SINGLE_NOISE = 3

# More would not fit beside the bars.
LONGEST_NAME = 38

NUMBER = re.compile(r"-?\d[\d,]*(?:\.\d+)?")


@dataclass(frozen=True)
class Cell:
    """A measured value."""
    row: str
    column: str
    text: str

    @property
    def value(self):
        """The first number of the cell; nothing where there is none."""
        found = NUMBER.search(self.text)
        return float(found[0].replace(",", "")) if found else None

    @property
    def digit(self):
        """What the last digit of the number stands for."""
        decimals = NUMBER.search(self.text)[0].partition(".")[2]
        return 10 ** -len(decimals)

    @property
    def name(self):
        return f"{self.row}, {self.column}" if self.column else self.row


def read(text):
    """The tables of a text in Markdown: for each its columns, each a list of cells."""
    tables, lines = [], []
    for line in [*text.splitlines(), ""]:
        if line.startswith("|"):
            lines.append([cell.strip() for cell in line.strip("|").split("|")])
        elif lines:
            tables.append(columns(lines))
            lines = []
    return tables


def columns(lines):
    heads, rows = lines[0], lines[2:]
    return [[Cell(plain(row[0]), plain(heads[i] or heads[0]), row[i]) for row in rows if i < len(row)]
            for i in range(1, len(heads))]


def plain(text):
    return text.replace("`", "").replace("**", "")


def regressions(before, after, noise):
    """What has become worse by more than the noise, in relation to the first row of its column:
    so a machine that is slower as a whole makes no difference. A sentence for each."""
    found = []
    for old_table, new_table in zip(read(before), read(after)):
        for old, new in zip(old_table, new_table):
            found += worse(old, new, noise)
    return found


def worse(old, new, noise):
    """The sentences about one column."""
    now = {cell.row: cell for cell in new}
    first = next((cell for cell in old if cell.value), None)
    first_now = first and now.get(first.row)
    if not first_now or not first_now.value:
        return [f"{first.name}: was {first.text}, is missing"] if first else []
    found = []
    for cell in old:
        other = now.get(cell.row)
        if cell.value is None or cell is first:
            continue
        if other is None or other.value is None:
            found.append(f"{cell.name}: was {cell.text}, is {other.text if other else 'missing'}")
            continue
        scale = first_now.value / first.value
        allowed = noise * (SINGLE_NOISE if SINGLE.search(cell.column) else 1)
        expected = cell.value * scale
        is_rate = RATES.search(f"{cell.column} {cell.row}")
        change = (expected - other.value if is_rate else other.value - expected)
        if change > max(allowed * expected, 2 * cell.digit):
            found.append(f"{cell.name}: {other.text} beside {first_now.text} of {first.row};"
                         f" was {cell.text} beside {first.text}")
    return found


def drawn(table, column):
    """The rows of a column for a picture, without those in which something was not reached."""
    failed = {cell.row for cells in table for cell in cells if " of " in cell.text}
    return [(cell.row, cell.value) for cell in table[column]
            if cell.value is not None and cell.row not in failed]


def short(name):
    return name if len(name) <= LONGEST_NAME else name.partition(",")[0]


def chart(title, unit, rows, ours="tsocks"):
    """Bars in SVG, for light and dark pages. A row is a name and a number; ours stand out."""
    left, width, step, top = 270, 760, 26, 58
    height = top + step * len(rows) + 12
    longest = max(value for _, value in rows)
    room = width - left - 90
    bars = []
    for i, (name, value) in enumerate(rows):
        y = top + i * step
        length = max(1, room * value / longest)
        kind = "ours" if name.startswith(ours) and "original" not in name else "other"
        number = f"{value:,.0f}" if value >= 100 else f"{value:,.3g}"
        bars.append(f'<text class="name" x="{left - 10}" y="{y + 14}">{escape(short(name))}</text>'
                    f'<rect class="{kind}" x="{left}" y="{y + 2}" width="{length:.1f}" height="17" rx="2"/>'
                    f'<text x="{left + length + 7:.1f}" y="{y + 15}">{number}</text>')
    return f"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" \
height="{height}" role="img" aria-labelledby="title">
<title id="title">{escape(title)}, {escape(unit)}</title>
<style>
text {{ font: 13px system-ui, sans-serif; fill: #1f2328 }}
.head {{ font-size: 15px; font-weight: 600 }}
.unit {{ fill: #59636e }}
.name {{ text-anchor: end }}
.ours {{ fill: #1a7f64 }}
.other {{ fill: #b6bfc9 }}
.page {{ fill: #ffffff }}
@media (prefers-color-scheme: dark) {{
text {{ fill: #e6edf3 }}
.unit {{ fill: #9198a1 }}
.ours {{ fill: #3fb68f }}
.other {{ fill: #4d5763 }}
.page {{ fill: #0d1117 }}
}}
</style>
<rect class="page" width="{width}" height="{height}"/>
<text class="head" x="12" y="24">{escape(title)}</text>
<text class="unit" x="12" y="43">{escape(unit)}</text>
{chr(10).join(bars)}
</svg>
"""
