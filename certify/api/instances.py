"""Instances in the hands of Python: made from what people have, and given back in the same forms."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from certify.api.arguments import scaling
from certify.api.networkx_graphs import graph_data, is_networkx, the_shape, to_graph
from certify.api.pictures import Picture
from certify.api.python_data import LabelHomes, Labels, PythonReader, completed, is_array, opened, plain
from certify.api.python_values import shown, shown_witness
from certify.core import Label, Problem, Set, SpaceKind
from certify.core.paths import field_values, fields
from certify.core.values import Value
from certify.errors import InputError
from certify.formats import BadInput, cnf_shape, from_json, to_json, witness_from_json
from certify.formats.bad_input import described
from certify.formats.labels import label_names
from certify.formats.type_shape import shape
from certify.graph.solving import check_problem
from certify.records import dataclass, field
from certify.semantics.named_instances import Instance
from certify.wording import did_you_mean

if TYPE_CHECKING:
    import networkx
    import numpy
    from pysat.formula import CNF


@dataclass(frozen=True, eq=False, repr=False)
class LoadedInstance(Instance):
    """An instance of a problem, which speaks in the names that it was made from.

    `labels` has the user's objects for the labels of each home; a home that is not there has the `names` as its labels.
    Instances compare by problem, value and labels, have a hash, and can be pickled.  They never change; threads may share them.

    >>> import certify
    >>> x = certify.problem("vc").instance({"G": {"vertices": [1, 2], "edges": [(1, 2)]}, "k": 1})
    >>> x
    <instance of VertexCover: n = 2, m = 1, b = 1>
    >>> x.to_json()
    {'G': {'vertices': ['1', '2'], 'edges': [['1', '2']]}, 'k': 1}
    """

    labels: Mapping[str, Labels] = field(default_factory=dict)

    def _key(self) -> tuple[Any, ...]:
        return self.problem, self.value, {home: self._labels(home) for home in label_names(self)}

    def __eq__(self, other: object) -> bool:
        return self._key() == other._key() if isinstance(other, LoadedInstance) else NotImplemented

    def __hash__(self) -> int:
        return hash((self.problem.name, self.value))

    def __repr__(self) -> str:
        from certify.semantics.unmet_obligations import Unmet

        try:
            sizes = ", ".join(f"{name} = {size}" for name, size in self.measures.items())
        except Unmet:
            sizes = "its measures are not defined"
        return f"<instance of {self.problem.name}{': ' if sizes else ''}{sizes}>"

    def _repr_html_(self) -> str:
        from certify.display.answers import instance_page

        return instance_page(self)

    def __reduce__(self) -> tuple[Any, ...]:
        return LoadedInstance, (self.problem, self.value, dict(self.names), dict(self.labels))

    @cached_property
    def measures(self) -> dict[str, int]:
        """The measures of the instance, by name.

        >>> import certify
        >>> certify.problem("3sat").instance([[1, -2], [2]]).measures
        {'n': 2, 'm': 2}
        """
        from certify.semantics.interpreter import ProblemMeaning

        return ProblemMeaning(self.problem).measures(self.value)

    def _labels(self, home: str) -> Labels:
        return self.labels.get(home) or label_names(self)[home]

    def label(self, home: str, rank: int) -> Hashable:
        """Return the user's object for the label of a rank in a home, such as a vertex.

        >>> import certify
        >>> certify.problem("3sat").instance([[5, -3]]).label("variables", 4)
        5
        """
        found = self._labels(home)
        return found[rank] if rank < len(found) else f"{home}[{rank}]"

    def field(self, path: str) -> Any:
        """Return a field of the instance as a Python object: `k`, or `G.edges` for a part of the field `G`.

        Raises InputError if there is no such field.

        >>> import certify
        >>> x = certify.problem("vc").instance({"G": {"vertices": ["a", "b"], "edges": [("a", "b")]}, "k": 1})
        >>> x.field("k"), x.field("G.edges")
        (1, {('a', 'b')})
        """
        for at, type, value in field_values(self.problem.instance, self.value):
            if at == path:
                return shown(type, value, self.label)
        known = [at for at, _ in fields(self.problem.instance)]
        raise InputError(
            f"`{path}` is no field of {self.problem.name}; {did_you_mean(path, known) or 'it has ' + ', '.join(known)}"
        )

    def to_json(self) -> dict[str, Any]:
        """Return the instance as JSON data, which `instance` reads back; labels are their names there.

        >>> import certify
        >>> certify.problem("subsetsum").instance([3, 5], goal=5).to_json()
        {'item': ['0', '1'], 'size': {'0': 3, '1': 5}, 'goal': 5}
        """
        found: dict[str, Any] = to_json(self)
        return found

    def to_networkx(self) -> networkx.Graph[Any]:
        """Return the graph of the instance as a `networkx.Graph` or `DiGraph`, with maps over vertices and edges as attributes.

        Raises InputError unless the instance holds exactly one graph.

        >>> import certify
        >>> x = certify.problem("vc").instance({"G": {"vertices": [1, 2, 3], "edges": [(1, 2)]}, "k": 1})
        >>> sorted(x.to_networkx().nodes), list(x.to_networkx().edges)
        ([1, 2, 3], [(1, 2)])
        """
        found = the_shape(self.problem)
        values = {at: value for at, _, value in field_values(self.problem.instance, self.value)}

        def label(rank: int) -> Hashable:
            return self.label(found.vertices, rank)

        graph: networkx.Graph[Any] = to_graph(found, values.__getitem__, lambda type, v: shown(type, v, self.label), label)
        return graph

    def to_cnf(self) -> CNF:
        """Return the formula of the instance as a `pysat.formula.CNF`, whose variables 1, 2, ... are the labels in order.

        Raises InputError unless the instance is a formula in conjunctive normal form.

        >>> import certify
        >>> certify.problem("3sat").instance([[1, -2], [2]]).to_cnf().clauses
        [[1, -2], [2]]
        """
        found = cnf_shape(self.problem.instance)
        if found is None:
            raise InputError(f"instances of {self.problem.name} are not CNF formulas; a chain may map them to such")
        from pysat.formula import CNF

        values = {at: value for at, _, value in field_values(self.problem.instance, self.value)}
        clauses = [[-label - 1 if case else label + 1 for case, label in sorted_literals(c)] for c in values[found.clauses]]
        formula = CNF(from_clauses=clauses)
        formula.nv = len(values[found.variables])
        return formula

    def to_arrays(self) -> dict[str, numpy.ndarray[Any, Any]]:
        """Return the fields that have an array form, by path: arrays whose rows are the labels of a home, in order.

        A map over labels is a vector or, if its values are maps or sets over labels, a matrix; a map over pairs is a matrix;
        edges and arcs are a matrix of adjacency.  Pairs without a value have 0.  Fractions, and numbers too
        large for 64 bits, are Python numbers in an array of objects.

        >>> import certify
        >>> certify.problem("subsetsum").instance([3, 5], goal=5).to_arrays()["size"].tolist()
        [3, 5]
        """
        from certify.api.numpy_arrays import arrays

        return arrays(self)

    def draw(self, witness: Any = None) -> Picture:
        """Return the picture of the instance, with a witness marked in it if one is given, in the names of the instance.

        Raises `BadInput` if the witness has another form than witnesses of the problem.

        >>> import certify
        >>> certify.problem("3sat").instance([[1, -2]]).draw(witness=[1])
        <picture of ThreeSAT>
        """
        from certify.pictures.instances import instance_picture

        marked = None if witness is None else self.read_witness(witness)
        return Picture(self.problem.name, (instance_picture(self, marked),))

    @property
    def signed(self) -> bool:
        """Whether witnesses are shown as signed literals: sets of variables of a formula whose variables are 1, 2, ..."""
        found = cnf_shape(self.problem.instance)
        if found is None or self.problem.witness.kind is not SpaceKind.SUBSET:
            return False
        return self.problem.witness.type == Set(Label(found.variables)) and all(
            isinstance(v, int) and v > 0 for v in self._labels(found.variables)
        )

    def show_witness(self, witness: Value) -> Any:
        """Return a witness of the engine as Python data with the user's labels; of formulas over 1, 2, ... signed literals."""
        if self.signed and isinstance(witness, frozenset):
            home = cnf_shape(self.problem.instance)
            assert home is not None, "what is signed is a formula"
            return [v if rank in witness else -v for rank, v in enumerate(self._labels(home.variables))]  # type: ignore[operator]
        return shown_witness(self.problem.witness, witness, self.label)

    def read_witness(self, data: Any) -> Value:
        """Return the engine's value of a witness in the user's labels, or of its JSON form.  Raises BadInput."""
        homes = LabelHomes()
        for home, names in label_names(self).items():
            homes.open(home, self._labels(home), names)
        return witness_from_json(self, PythonReader(homes).of_space(self.problem.witness, data))


def sorted_literals(clause: Any) -> list[Any]:
    """Return the literals of a clause, in order if it is a set."""
    return sorted(clause) if isinstance(clause, frozenset) else list(clause)


def instance_of(
    problem: Problem, data: Any, given: Mapping[str, Any], ignoring: Collection[str] = (), scale: int | None = None
) -> LoadedInstance:
    """Return the instance of a problem that data describes.

    - `data`: JSON data, a dict with Python data, a graph of networkx, clauses, a `CNF`, an array, or an instance; None if all
      fields are given.
    - `given`: further fields by name.
    - `ignoring`: the attributes of a graph that are not read.
    - `scale`: the number by which all numbers are multiplied; None: none are, and floats are refused.

    Raises BadInput, and Invalid for an instance of another problem.
    """
    if isinstance(data, Instance):
        check_problem(data, problem)
        if isinstance(data, LoadedInstance) and not given:
            return data
        labels = data.labels if isinstance(data, LoadedInstance) else {}
        if not given:
            return LoadedInstance(problem, data.value, data.names, labels)
        kept = {name: data for name, data in to_json(data).items() if name not in given}
        return instance_of(problem, kept, given)
    names = [name for name, _ in problem.instance.fields]
    for name in given:
        if name not in names:
            fix = did_you_mean(name, names) or f"its fields are {', '.join(names)}"
            raise BadInput("", f"`{name}` is not a field of {problem.name}", fix)
    whole = dict(fields_of(problem, data, set(given), ignoring))
    for name, part in given.items():
        if name in whole:
            raise BadInput("", f"`{name}` is given twice: in the data and by keyword")
        whole[name] = part
    for name, part in list(whole.items()):
        if is_networkx(part):
            whole[name] = _graph_at(problem, name, part)
    homes = opened(problem.instance, whole)
    read = from_json(problem, PythonReader(homes, scaling(scale)).of(problem.instance, completed(problem.instance, whole, homes)))
    return LoadedInstance(problem, read.value, read.names, homes.labels)


def _graph_at(problem: Problem, name: str, graph: Any) -> Any:
    others = [other for other, _ in problem.instance.fields if other != name]
    found = graph_data(problem, graph, others)
    return found[name]


def fields_of(problem: Problem, data: Any, given: Collection[str], ignoring: Collection[str]) -> Mapping[str, Any]:
    """Return the fields that data has for an instance of a problem, by the kind of the data.  Raises BadInput."""
    wanted = f"expected {shape(problem.instance)}"
    if data is None:
        return {}
    if is_networkx(data):
        return graph_data(problem, data, given, ignoring)
    if ignoring:
        raise BadInput("", "`ignoring` is about the attributes of a graph of networkx")
    if isinstance(data, Mapping):
        return data
    if isinstance(data, str | bytes):
        raise BadInput("", f"found a text, {wanted}", "a file is read as a `pathlib.Path`, and JSON text by `json.loads`")
    if cnf_shape(problem.instance) is not None:
        from certify.api.clauses import clause_data

        return clause_data(problem, data)
    if is_array(data) or isinstance(data, list | tuple):
        from certify.api.numpy_arrays import array_data

        return array_data(problem, data, given)
    raise BadInput("", f"found {described(plain(data))}, {wanted}")
