# SPDX-License-Identifier: MPL-2.0
"""The caseload as one self-contained HTML page.

This module says *what* the page holds, as plain values; the template says where it stands.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from .. import _core
from ..definition import Definition
from ..messages import Messages
from ..rendering import asset, environment, pinned
from .model import Caseload, QuarterOfTerm
from .rows import KINDS, Matter, Row
from .teams import Team

if TYPE_CHECKING:
    from ..terms import Term

__all__ = ["MOST", "page"]

MOST = 500
"""How many rows the page lists; its totals are of all."""

STEPS = 4
"""From the colour of the lowest level to that of the highest."""

WIDTH, HEIGHT, LABEL = 320, 88, 64
"""Of the picture of a term, of its largest quarter, and of the name of a quarter, in units of the picture."""

View = dict[str, Any]


def page(caseload: Caseload, lang: str = "nl") -> str:
    """Return one self-contained HTML page: nothing fetched, one script that is pinned by its hash, no free text.

    Parameters
    ----------
    caseload : Caseload
        What it shows.
    lang : str
        ``"nl"`` or ``"en"``.

    Raises
    ------
    Error
        ``value_unknown`` for a language that the catalogue lacks.

    """
    return _Page(caseload, Messages(lang)).html()


class _Page:
    """Everything that the page says."""

    def __init__(self, caseload: Caseload, say: Messages) -> None:
        self.caseload = caseload
        self.say = say
        self.known = Definition.of(caseload.instrument)
        self.of_children = caseload.instrument.subject == "child"
        self.unit = "child" if self.of_children else "family"
        self.labels = [self.known.level_label(each, say.lang) for each in caseload.instrument.levels]
        self.rows_are = say(f"caseload_rows_{self.unit}")

    def html(self) -> str:
        say, caseload = self.say, self.caseload
        style, script = asset("caseload.css"), asset("caseload.js")
        policy = (
            f"default-src 'none'; style-src {pinned(style)}; script-src {pinned(script)}; "
            "base-uri 'none'; form-action 'none'"
        )
        shown = caseload.needing[:MOST]
        return (
            environment()
            .get_template("caseload.html")
            .render(
                say=say,
                lang=say.lang,
                style=style,
                script=script,
                policy=policy,
                title=say("caseload_title", day=say.day(caseload.as_of)),
                instrument=self.instrument(),
                lead=self.lead(),
                rows_are=self.rows_are,
                tiles=[
                    {"kind": kind, "n": n, "told": self.whole(n), "label": say(f"caseload_kind_{kind}")}
                    for kind, n in caseload.totals.items()
                    if caseload.terms is not None or not kind.startswith("term")
                ],
                levels=self.levels(),
                has_levels=bool(self.labels),
                of_children=self.of_children,
                list_intro=self.list_intro(len(shown)),
                listed=[self.row(row) for row in shown],
                terms=self.terms(),
                one_clock=caseload.one_clock,
                made=self.made(),
            )
        )

    def whole(self, n: int) -> str:
        """Return a count as people read it, thousands apart."""
        return f"{n:,}".replace(",", "." if self.say.lang == "nl" else ",")

    def instrument(self) -> View:
        instrument = self.caseload.instrument
        title = self.known.text(self.known.document["title"], self.say.lang)
        return {"title": title, "draft": instrument.draft, "validated": self.known.validated}

    def lead(self) -> View:
        n, every = len(self.caseload.needing), len(self.caseload.rows)
        many = "one" if every == 1 else "many"
        told = self.say(f"caseload_row_{self.unit}_{many}", n=self.whole(every))
        return {"n": self.whole(n), "told": self.say(f"caseload_lead_{'one' if n == 1 else 'many'}", all=told)}

    def list_intro(self, shown: int) -> str:
        n = len(self.caseload.needing)
        if not n:
            return self.say("caseload_list_none")
        if shown < n:
            return self.say("caseload_list_some", shown=self.whole(shown), n=self.whole(n))
        return self.say("caseload_list_all", rows=self.rows_are)

    # Levels

    def level(self, ends: tuple[int, int]) -> str:
        low, high = (self.labels[each] for each in ends)
        return low if ends[0] == ends[1] else self.say("caseload_level_range", low=low, high=high)

    def fill(self, ends: tuple[int, int]) -> View:
        """How a level looks: solid in its colour, or striped in that of its high end."""
        step = round(STEPS * ends[1] / max(1, len(self.labels) - 1))
        return {"css": f"s{step}", "url": ""} if ends[0] == ends[1] else {"css": "seg", "url": f"r{step}"}

    def levels(self) -> View | None:
        levels = list(self.caseload.levels)
        if not levels:
            return None
        by_team: dict[Team | None, Counter[tuple[int, int]]] = defaultdict(Counter)
        for row in self.caseload.rows:
            if row.final is not None:
                team = row.team if row.team is not None and row.team.name else None
                by_team[team][row.final] += 1
        places = [self.place(self.say("caseload_everywhere"), sum(by_team.values(), Counter()), levels)]
        teams = sorted(team for team in by_team if team is not None)
        regions = {team.region for team in teams} - {""}
        for at, team in enumerate(teams):
            if regions and (at == 0 or teams[at - 1].region != team.region):
                of = sum((by_team[each] for each in teams if each.region == team.region), Counter())
                if team.region:
                    places.append(self.place(team.region, of, levels, css="region"))
            places.append(self.place(team.name, by_team[team], levels, css="within" if team.region else ""))
        if teams and None in by_team:
            places.append(self.place(self.say("caseload_no_team"), by_team[None], levels))
        legend = [{"label": self.level(each), "fill": self.fill(each)} for each in levels]
        return {"legend": legend, "places": places if teams else places[:1]}

    def place(
        self, name: str, counts: Counter[tuple[int, int]], levels: Sequence[tuple[int, int]], *, css: str = ""
    ) -> View:
        whole, at, parts = counts.total(), 0, []
        for each in levels:
            if counts[each]:
                x, at = round(1000 * at / whole), at + counts[each]
                parts.append({"x": x, "width": round(1000 * at / whole) - x, "fill": self.fill(each)})
        told = ", ".join(f"{self.level(each)} {self.whole(counts[each])}" for each in levels)
        return {
            "name": name,
            "css": css,
            "parts": parts,
            "counts": [self.whole(counts[each]) for each in levels],
            "all": self.whole(whole),
            "told": self.say("caseload_levels_picture", place=name, told=told),
        }

    # The list

    def row(self, row: Row) -> View:
        say, as_of = self.say, self.caseload.as_of
        first = row.first_day or as_of
        low, high = row.final or (0, 0)
        return {
            "family": row.family,
            "child": row.child or "",
            "team": row.team.name if row.team else "",
            "kinds": " ".join(kind for kind in KINDS if kind in row.kinds),
            "level": {
                "label": "" if row.final is None else self.level(row.final),
                "fill": None if row.final is None else self.fill(row.final),
                "rank": f"{high:02}{low:02}",
            },
            "computed": ""
            if row.computed is None or row.computed == row.final
            else say("caseload_computed", level=self.level(row.computed)),
            "was": ""
            if row.was is None
            else say("caseload_was", level=self.labels[row.was[0]], day=say.day(row.was[1])),
            "matters": [{"told": self.matter(each), "now": self.now(each)} for each in row.matters],
            "rank": min((f"{KINDS.index(each.kind):02}" for each in row.matters), default="99"),
            "iso": first.isoformat(),
            "day": say.day(first),
        }

    def now(self, matter: Matter) -> bool:
        """Whether it should not wait: it is late, or today is the last working day before."""
        as_of = self.caseload.as_of
        if matter.kind == "plan_lapsing":
            return matter.warn_on is not None and matter.warn_on <= as_of
        return matter.kind in ("term_late", "plan_lapsed", "review_overdue")

    def matter(self, matter: Matter) -> str:
        say, as_of, day = self.say, self.caseload.as_of, self.say.day(matter.day)
        match matter.kind:
            case "term_late" | "term_ending":
                told = _sentence(say(f"caseload_{matter.kind}", term=self.term_label(matter.term), day=day))
                more = "" if matter.n == 1 else say("caseload_and_more", n=matter.n - 1)
                return f"{told} {more}".strip()
            case "plan_lapsing":
                assert matter.warn_on is not None
                if matter.warn_on > as_of:
                    return say("caseload_plan_lapsing", day=day, warn=say.day(matter.warn_on))
                return say("caseload_plan_today" if matter.warn_on == as_of else "caseload_plan_past_warning", day=day)
            case "override_to_review":
                return say(f"caseload_override_{matter.state}", day=day)
            case "review_overdue":
                return say("caseload_review_never") if matter.day == as_of else say("caseload_review_overdue", day=day)
            case "answers_expired" | "answers_expiring":
                many = "one" if matter.n == 1 else "many"
                return say(f"caseload_{matter.kind}_{many}", n=say.number(matter.n), day=day)
            case _:
                return say(f"caseload_{matter.kind}", day=day)

    # Terms

    def term_label(self, term: str) -> str:
        assert self.caseload.terms is not None
        return next(each.text(self.say.lang) for each in self.caseload.terms.terms if each.id == term)

    def terms(self) -> list[View]:
        if self.caseload.terms is None:
            return []
        quarters: dict[str, list[QuarterOfTerm]] = defaultdict(list)
        for each in self.caseload.quarters:
            quarters[each.term].append(each)
        return [self.term(term, quarters[term.id]) for term in self.caseload.terms.terms]

    def term(self, term: Term, quarters: Sequence[QuarterOfTerm]) -> View:
        say = self.say
        kept, late, running = (sum(getattr(each, name) for each in quarters) for name in ("kept", "late", "running"))
        more = [
            f"{self.whole(n)} {say(f'caseload_{name}')}"
            for name, n in (("kept", kept), ("late", late), ("running", running))
        ]
        for name in ("late_open", "suspended"):
            if n := sum(getattr(each, name) for each in quarters):
                more.append(say.count(f"caseload_{name}", n))
        share = None if not kept + late else (100 * kept) // (kept + late)
        told = say("caseload_share_none") if share is None else say("caseload_share", n=share)
        if term.aim is not None:
            aim = say("caseload_aim", n=term.aim)
            told += f" ({aim})"
        begun = any(each.begun for each in quarters)
        return {
            "label": term.text(say.lang),
            "kind": say(f"caseload_term_{term.kind}"),
            "within": self.within(term),
            "source": term.source.get(say.lang) or next(iter(term.source.values())),
            "share": told,
            "under": share is not None and term.aim is not None and share < term.aim,
            "more": more,
            "reasons": [
                say("caseload_stands_still_for", reason=each.reason.get(say.lang) or next(iter(each.reason.values())))
                for each in term.suspended
            ],
            "picture": self.picture(quarters),
            "told": say(
                "caseload_term_picture",
                term=term.text(say.lang),
                told="; ".join(
                    say(
                        "caseload_term_picture_quarter",
                        quarter=self.quarter(each.quarter),
                        kept=each.kept,
                        late=each.late,
                        running=each.running,
                    )
                    for each in quarters
                ),
            ),
            "quarters": [
                {
                    "name": self.quarter(each.quarter),
                    "kept": self.whole(each.kept),
                    "late": self.whole(each.late),
                    "running": self.whole(each.running),
                }
                for each in quarters
            ]
            if begun
            else [],
        }

    def within(self, term: Term) -> str:
        say, limit = self.say, term.limit
        if limit.working_days == 0:
            return say("caseload_within_same_day")
        if limit.working_days is not None:
            return say.count("caseload_within_working", limit.working_days)
        weeks, days = divmod(limit.days, 7)
        months = f"{limit.months}M" if limit.months else ""
        rest = f"{limit.days}D" if days else f"{weeks}W" if weeks else ""
        return say("caseload_within_calendar", duration=say.duration(f"P{months}{rest}"))

    def quarter(self, code: str, message: str = "caseload_quarter") -> str:
        year, n = code.split("-Q")
        return self.say(message, year=year, n=n)

    def picture(self, quarters: Sequence[QuarterOfTerm]) -> View:
        """A bar for each quarter, with its number: what was kept below, late on it, running on top."""
        most = max((each.begun for each in quarters), default=1) or 1
        step = WIDTH / max(8, len(quarters))
        bars = []
        every = math.ceil(LABEL / step)
        for at, each in enumerate(quarters):
            bottom, parts, so_far = 102.0, [], 0
            for outcome in ("kept", "late", "running"):
                so_far += getattr(each, outcome)
                top = 102 - round(HEIGHT * so_far / most, 1)
                if top < bottom:
                    parts.append({"outcome": outcome, "y": f"{top:g}", "height": f"{bottom - top:.1f}"})
                bottom = top
            x = at * step + step * 0.14
            named = (len(quarters) - 1 - at) % every == 0
            bars.append(
                {
                    "x": f"{x:.1f}",
                    "middle": f"{x + step * 0.36:.1f}",
                    "top": f"{bottom - 3:.1f}",
                    "n": self.whole(each.begun) if each.begun and len(quarters) <= 12 else "",
                    "parts": parts,
                    "tick_at": f"{min(max(x + step * 0.36, LABEL / 2), WIDTH - LABEL / 2):.1f}",
                    "tick": self.quarter(each.quarter, "caseload_quarter_short") if named else "",
                }
            )
        return {"width": str(WIDTH), "bar": f"{step * 0.72:.1f}", "bars": bars}

    # How it was made

    def made(self) -> Iterable[tuple[str, str]]:
        say, caseload = self.say, self.caseload
        instrument = caseload.instrument
        known = {"everything": "known_everything", "as_of": "known_as_of"}.get(caseload.known_at, "known_instant")
        why = ", ".join(f"{code} {n}" for code, n in sorted(caseload.rejected_by_code.items()))
        told = [
            (say("caseload_made_read"), self.whole(caseload.read)),
            (say("caseload_made_rejected"), self.whole(caseload.rejected) + (f" ({why})" if why else "")),
            (say("caseload_made_outside"), self.whole(caseload.outside)),
        ]
        if caseload.teams is not None:
            told += [
                (say("caseload_made_without_team"), self.whole(caseload.without_team)),
                (say("caseload_made_strangers"), self.whole(caseload.strangers)),
            ]
        return [
            *told,
            (say("caseload_made_ahead"), self.whole(caseload.ahead)),
            (say("provenance_as_of"), caseload.as_of.isoformat()),
            (say("provenance_known_at"), say(known, instant=caseload.known_at)),
            (say("provenance_instrument"), f"{instrument.id} {instrument.version}"),
            (say("provenance_instrument_sha256"), instrument.sha256),
            (say("provenance_library"), f"actueel {_core.version()}"),
        ]


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
