"""Examples of the verbs, as the help of each shows them: real commands, which run in a folder with the project's `examples`."""

from __future__ import annotations

from collections.abc import Mapping

EXAMPLES: Mapping[str, tuple[str, ...]] = {
    "problems": ("certify problems", "certify problems --json"),
    "solvers": ("certify solvers", "certify solvers --json"),
    "reductions": ("certify reductions", "certify reductions --use examples/wrong.red"),
    "show": ("certify show vc", "certify show 3sat:is", "certify show 3sat:is --core"),
    "path": ("certify path 3sat dnnt", "certify path sat setcover --all", "certify path 3sat vc --why"),
    "neighbours": ("certify neighbours vc", "certify neighbours 3sat --json"),
    "new": ("certify new 3sat dominatingset -o mine.red", "certify new MyProblem"),
    "example": ("certify example vc", "certify example 3sat --no --to cnf"),
    "random": ("certify random vc --within n=20,m=40 --seed 7", "certify random 3sat --within n=20,m=85 --to cnf -o random.cnf"),
    "check": ("certify check examples/wrong.red", "certify check 3sat:is"),
    "format": ("certify format --check examples/wrong.red", "certify format --stdout --unicode examples/wrong.red"),
    "audit": (
        "certify audit is:vc --effort quick",
        "certify audit examples/wrong.red",
        "certify audit 3sat vc --within n=2,m=2 --seconds 60",
    ),
    "verify": (
        "certify verify proofs",
        "certify verify --budget 1000000 proofs",
        'certify verify vc examples/petersen.g6 \'["0", "1", "3"]\' --set k=3',
    ),
    "recheck": ("certify recheck --dry-run", "certify recheck is:vc --proofs proofs"),
    "mutate": ("certify mutate is:vc", "certify mutate 3sat:is --most 20 --seconds 60"),
    "prove": ("certify prove is:vc", "certify prove is:vc --explain"),
    "bounds": ("certify bounds 3sat:is", "certify bounds 3sat vc --minimise n", "certify bounds vc --at n=10,m=20,b=4"),
    "consequences": ("certify consequences dnnt", "certify consequences setcover --regimes"),
    "map": (
        "certify map 3sat is examples/formula.cnf",
        "certify map is vc examples/petersen.g6 --set k=4 -o image.json",
    ),
    "lift": (
        "certify map 3sat is examples/formula.cnf -o image.json",
        "certify solve is image.json | tail -n 1 > witness.json",
        "certify lift 3sat is examples/formula.cnf witness.json",
    ),
    "solve": (
        "certify solve 3sat examples/formula.cnf --via dnnt",
        "certify solve vc examples/petersen.g6 --set k=6 --via zerooneprogramming --with sat",
        "certify solve vc examples/petersen.g6 --optimum",
        "certify solve 3sat examples/formula.cnf --via clique,vc",
        "certify solve vc examples/petersen.g6 --set k=6 --all",
        "certify solve 3sat examples/unsatisfiable.cnf --why",
    ),
    "encode": ("certify encode 3sat examples/formula.cnf", "certify encode vc examples/petersen.g6 --set k=6 -o formula.cnf"),
    "decode": (
        "certify encode 3sat examples/formula.cnf -o formula.cnf",
        "kissat formula.cnf > answer.txt",
        "certify decode 3sat examples/formula.cnf answer.txt",
    ),
    "serve": ("certify serve", "certify serve --port 0 --at-once 4 --seconds 120", "certify serve --mcp"),
    "task": ("certify task is clique -o homework", 'certify task is vc --claim "target.n <= n" -o homework'),
    "grade": (
        "certify grade examples/homework/answers --task examples/homework/task.toml",
        "certify grade mine.red --task task.toml --gradescope results.json",
    ),
    "language-server": ("certify language-server", "certify language-server --quiet"),
    "watch": ("certify watch examples/wrong.red", "certify watch examples/wrong.red --times 1"),
    "draw": (
        "certify draw --by field --collapse -o network.svg",
        "certify draw is vc --instance examples/petersen.g6 --set k=4 --solve -o petersen.svg",
    ),
    "site": ("certify site public", "certify site public --use homework.red --only clique:vc"),
}
"""The examples of each verb."""
