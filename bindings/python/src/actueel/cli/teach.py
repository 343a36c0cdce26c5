# SPDX-License-Identifier: MPL-2.0
"""What ``--help`` teaches: each command by its examples. After a backspace, lines stay as they are."""

__all__ = [
    "ACTUEEL",
    "ASSESS",
    "CASELOAD",
    "CHECK",
    "COUNTING",
    "DEMO",
    "FEEDBACK",
    "FORM",
    "INSTRUMENTS",
    "REACH",
    "REPLAY",
    "REPORT",
    "RESCORE",
    "SHOW",
    "SIMULATE",
    "TALK",
    "TIMELINE",
]

ACTUEEL = """\
Current answers about a family: what is so now, how certain that is, and what no longer counts.

A level is advice to talk and act; it decides nothing.

\b
Try:
  actueel instruments
  actueel assess family.json -i risk-check --as-of 2020-04-16
  actueel timeline family.json -i risk-check
  actueel report family.json -i risk-check --lang nl -o report.html
  actueel replay family.json
  actueel reach family.json o17
  actueel rescore records.parquet -i risk-check --as-of month-ends:2019-01:2020-12 -o scores.parquet
  actueel caseload records.parquet -i risk-check --as-of today -o caseload.html
  actueel check my-instrument.json

\b
Exit codes: 0 done, 2 usage, 3 bad input, 4 some families rejected, 1 a fault of ours.
"""

ASSESS = """\
Assess one family: scales and level as ranges, every answer, what no longer counts, what is due.

\b
actueel assess family.json -i risk-check --as-of 2020-04-16
actueel assess family.json -i risk-check --as-of 2020-04-16 --known-at as_of
actueel assess family.json -i risk-check --as-of 2020-04-16 --since 2020-01-16
actueel assess family.json -i ./my-instrument.json --json | jq .level
cat family.json | actueel assess - -i violence-class

With --since each row that differs is printed with its share on every scale and one cause. Where an assessment of that
day was signed off, it is compared as it was signed.
"""

REPORT = """\
Write a report for people, for one reader: a page that fetches nothing, reads without scripts and prints well.

What a record withholds from that reader is left out, and the page says that something is not shared.

\b
actueel report family.json -i safety-check -i risk-check --as-of 2020-04-16 --since 2020-01-16 -o report.html
actueel report family.json -i risk-check --for parent:p3 --lang nl --names names.json -o report.html
actueel report family.json -i risk-check --for child:p1 -o report.html
actueel report family.json -i risk-check --lang en -o report.md
actueel report family.json -i risk-check --for court --json
"""

FEEDBACK = """\
Make a page of what each person of a family said of the talks, over time.

The six statements after a talk, as their mean from 0 to 4. A sign to talk with who said it; never a mark for a worker.

\b
actueel feedback family.json -o feedback.html
actueel feedback family.json --as-of 2020-04-16 --lang en --names names.json -o feedback.html
"""

FORM = """\
Make a form to print and fill in by hand: the questions of an instrument, with a box for each answer.

\b
actueel form feedback --for child -o form.html
actueel form feedback --for parent --lang en -o form.html
actueel form risk-check -o form.html
actueel form my-instrument.json -o form.html
"""

TALK = """\
Make one page to print and lay on the table in a talk with the family.

Where each person puts it on the safety scale, what goes well, what worries, what was agreed, and when we look again.
Big type, no points. What a record withholds from anybody at the table is left out, and the page says so.

\b
actueel talk family.json -i safety-check -i risk-check --as-of 2020-04-16 -o talk.html
actueel talk family.json -i risk-check --for parent:p3 --names names.json -o talk.html
actueel talk family.json -i risk-check --for parent:p3 --for child:p1 --lang en -o talk.html
"""

TIMELINE = """\
Show how levels ran over the months, what happened, and why each level changed.

\b
actueel timeline family.json -i risk-check
actueel timeline family.json -i risk-check --from 2019-01-01 --until 2021-01-01 --detail scales
actueel timeline family.json -i risk-check --known-at as_of
actueel timeline family.json -i risk-check --lang nl
actueel timeline family.json -i safety-check --child p1 --json | jq .segments

With --known-at as_of each day is shown as it was known by its end, so that what was written down late shows as late.
"""

REPLAY = """\
Is each signed-off assessment still what it was? Every sign-off is asked again, of its day, with what was known then.

\b
actueel replay family.json
actueel replay family.json -i ./my-instrument.json
actueel replay family.json --json | jq .reproduced

Where another level comes out, it says what differs: the instrument, the records known then, or the library.
Shipped instruments are found by the id that a sign-off names; give others with -i, also older versions.
Exit code 0: every sign-off in force comes out the same. 4: one does not, its records are not what they were, or it
cannot be shown, because its instrument is missing or no level was signed. Retracted ones are told, and do not count.
"""

REACH = """\
Which signed-off assessments leaned on a record, who was given them, and what would they say now?

\b
actueel reach family.json o17
actueel reach family.json o17 e3 -i ./my-instrument.json
actueel reach records.parquet F-0001/o17 F-0002/e3
actueel reach families.jsonl F-0001/o17 --json | jq -r '.sign_offs[].given_to[]'

For who found a wrong fact in a file. A correction or a retraction can be named too: it belongs to its record. What is
not listed would have been the same without the record. With --json each record gives one line.
Exit code 4: of some sign-offs it cannot be told, or some families cannot be read; the others are told.
"""

RESCORE = """\
Assess many families at many moments: a row for each family (or child) and moment.

\b
actueel rescore records.parquet -i risk-check --as-of month-ends:2019-01:2020-12 -o scores.parquet
actueel rescore observations.csv -i risk-check --as-of 2020-03-31,2020-06-30 -o scores.csv
actueel rescore families.jsonl -i ./new-version.json --as-of 2020-12-31 --known-at as_of -o scores.parquet
actueel rescore export/ --map mapping.toml --moments hearings.parquet -i risk-check -o scores/

A table needs the columns family, item, observed_on and answer; all others are optional. Its rows may stand in any
order: what does not fit --memory is sorted on the disk, in files that nobody can find again.
A family that cannot be read goes to OUTPUT.rejects.jsonl with its reason, the others go on, and the exit code is 4.
With -o - scores go to standard output as CSV, and rejects to standard error, a line of JSON each.
A run into a folder that was stopped goes on where it was, if the same is asked of the same records.
"""

CASELOAD = """\
What of many families asks for attention on a day, for a team leader: one page that opens in any browser.

\b
actueel caseload records.parquet -i risk-check --as-of today -o caseload.html
actueel caseload records.parquet -i risk-check --teams teams.csv --terms terms.json -o caseload.html
actueel caseload families.jsonl -i risk-check --as-of 2020-09-01 -o caseload.html --list list.csv --figures figures.csv
actueel caseload export/ --map mapping.toml -i safety-check --ahead 30 -o caseload.html --ics days.ics

The page lists at most 500, the highest possible level first, and counts all; --list has all of them.
--figures has counts of all, of regions and of teams, none under five and none that can be recovered.
Needs the extra: pip install 'actueel[caseload]'. Who cannot be read goes to OUTPUT.rejects.jsonl, with exit code 4.
"""

COUNTING = """\
Follow many families: rows (start, stop] with the scores that held, and whether an event ended them.

\b
actueel counting-process records.parquet -i risk-check -e partner_violence -o rows.parquet
actueel counting-process families.jsonl -i risk-check -e placement --until 2021-01-01 -o rows.csv
actueel counting-process families.jsonl -i risk-check -e report --repeated --every 7 -o rows.parquet

Days are counted from entry. A row is at risk after its start, up to and including its stop: ready for Cox models.
An event is explained by what was current on the day before it, as it was known by then; --same-day looks ahead.
"""

CHECK = """\
Check instruments and histories: every problem at once, with its place and what to do.

\b
actueel check my-instrument.json
actueel check family.json --json
actueel check my-instrument.json --strict
actueel check my-instrument.json --explain

A warning is allowed and deserves a second look; --strict makes it end with exit code 3, as a problem does.
--explain says how actueel rescore runs an instrument: what is scored in lanes, many days at once, what is not, and why.
"""

INSTRUMENTS = """\
List the shipped instruments, or show one.

\b
actueel instruments
actueel instruments show risk-check
"""

SHOW = """\
Show an instrument: what it asks, its levels, how long answers hold, and its evidence card.

\b
actueel instruments show risk-check --lang nl
actueel instruments show risk-check --json > my-instrument.json
actueel instruments show risk-check --codebook csv > codebook.csv
"""

DEMO = """\
Run the main job on real data (Rossi) and on sample families, and say what to open.

\b
actueel demo
actueel demo --quick
"""

SIMULATE = """\
Make up families: histories of 2019 and 2020 in which nobody exists.

\b
actueel simulate -i risk-check -n 1000 -o families.jsonl
actueel simulate -i risk-check -n 1000 --seed 7 -o records.parquet
actueel simulate -i ./my-instrument.json -n 1 | actueel timeline - -i ./my-instrument.json

They hold what makes real histories hard: two clocks with days between them, voices that differ, refusals, corrections,
people who join and leave, plans that lapse. The instrument says what is asked. The same seed and number give the same
family, however many are made. Nothing that is found in them says anything about real families.
"""
