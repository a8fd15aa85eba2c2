"""Reductions, and chains of reductions, in the hands of Python."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from certify.api.answers import SolvedInstance
from certify.api.arguments import Limit, Progress, Tell, limit, region
from certify.api.evidence_shown import CertificateDocument, GatheredEvidence, gathered
from certify.api.images import Images, images_of
from certify.api.instances import LoadedInstance, instance_of
from certify.api.libraries import Layers, packed, unpacked
from certify.api.pictures import Picture
from certify.api.problems import LoadedProblem
from certify.audit.own_mutants import mutants_of
from certify.chains import Chain, Invalid, Stages
from certify.core import Reduction
from certify.errors import InputError
from certify.library import Library
from certify.records import dataclass

if TYPE_CHECKING:
    from certify.bounds.results import Bound
    from certify.proving.results import ReductionProof


@dataclass(frozen=True, eq=False, repr=False)
class LoadedChain:
    """A chain of reductions: it maps instances, lifts witnesses back, solves at its far end, and is audited, proved and bounded.

    Wherever a method takes an instance of the source, it takes the data of one as well; see `LoadedProblem.instance`.
    Chains compare by the core forms of their reductions, have a hash, and can be pickled.  They never change, and threads may
    share them.

    >>> import certify
    >>> c = certify.chain("3sat", "vc")
    >>> c, len(c)
    (<chain ThreeSAT -> IndependentSet -> VertexCover>, 2)
    >>> c.solve([[1, -2], [2]]).witness
    [1, 2]
    """

    library: Library
    chain: Chain

    @property
    def name(self) -> str:
        """The names of the problems along the chain: `A -> B -> C`."""
        return self.chain.name

    @property
    def source(self) -> LoadedProblem:
        """The problem where the chain starts."""
        return LoadedProblem(self.library, self.chain.source)

    @property
    def target(self) -> LoadedProblem:
        """The problem where the chain ends."""
        return LoadedProblem(self.library, self.chain.target)

    @property
    def reductions(self) -> tuple[LoadedReduction, ...]:
        """The reductions of the chain, in order.

        >>> import certify
        >>> certify.chain("3sat", "vc").reductions
        (<reduction ThreeSAT:IndependentSet>, <reduction IndependentSet:VertexCover>)
        """
        return tuple(LoadedReduction(self.library, Chain(r.source, (r,))) for r in self.chain.reductions)

    @property
    def reduction(self) -> Reduction:
        """The core form of the only reduction of the chain.  Raises `InputError` for a chain of several."""
        if len(self.chain.reductions) != 1:
            raise InputError(f"{self.chain.name} is a chain of {len(self.chain.reductions)} reductions")
        return self.chain.reductions[0]

    def __len__(self) -> int:
        return len(self.chain.reductions)

    def __bool__(self) -> bool:
        return True

    def __eq__(self, other: object) -> bool:
        return self.chain == other.chain if isinstance(other, LoadedChain) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.chain.name)

    def __repr__(self) -> str:
        return f"<chain {self.name}>"

    def _repr_html_(self) -> str:
        from certify.display.texts import chain_page

        return chain_page(self.library, self.chain)

    def __reduce__(self) -> tuple[Any, ...]:
        return _restored, (type(self), packed(self.library), self.chain.start, self.chain.reductions)

    # ------------------------------------------------------------------------------------------- instances

    def map(self, instance: Any = None, /, **fields: Any) -> Images:
        """Return an instance with its images along the chain.

        Raises `BadInput`; `Invalid` if the instance is not valid; `Miscarried` if a reduction fails on it.

        >>> import certify
        >>> list(certify.reduction("subsetsum", "partition").map([3, 5, 8], goal=8)[-1].field("size").values())
        [3, 5, 8, 9, 9]
        """
        from certify.graph.solving import mapped

        x = self._instance(instance, fields)
        return images_of(x, mapped(self.chain, x))

    def lift(self, images: Stages, witness: Any) -> Any:
        """Lift a witness of the last image back to the source, verify it at every stage, and return it in the user's labels.

        - `images`: what `map` returned.
        - `witness`: a witness of the last image, in that image's labels.

        Raises `BadInput` or `Invalid` if it is not a witness of the image, and `Miscarried` if the chain fails on it.

        >>> import certify
        >>> c = certify.chain("3sat", "is")
        >>> images = c.map([[1, -2], [2]])
        >>> c.lift(images, ["node(0, 0)", "node(1, 0)"])
        [1, 2]
        """
        if not isinstance(images, Stages):
            raise InputError(f"`lift` takes what `map` returned, and then a witness; found {type(images).__name__}")
        self.chain.check_stages(images)
        first, far = (_loaded(i) for i in (images.instances[0], images.instances[-1]))
        return first.show_witness(self.chain.lift(images, far.read_witness(witness))[0])

    def solve(
        self,
        instance: Any = None,
        /,
        *,
        seconds: Limit = None,
        progress: Tell = None,
        by: str = "auto",
        memory: int = 1 << 30,
        anyway: bool = False,
        jobs: int = 1,
        **fields: Any,
    ) -> SolvedInstance:
        """Map an instance, solve the image at the far end, lift the witness back and verify it.

        The parameters and the errors are those of `LoadedProblem.solve`.

        >>> import certify
        >>> certify.chain("3sat", "dnnt").solve([[1, -2], [2]]).witness
        [1, 2]
        """
        from certify.graph.solving import solve

        x = self._instance(instance, fields)
        if progress is not None:
            progress(f"{x!r} by {by}, along {self.name}")
        found = solve(self.chain, x, seconds=limit(seconds), by=by, memory=memory, anyway=anyway, jobs=jobs)
        return SolvedInstance(x, self.chain, found, found.by)

    def _instance(self, data: Any, fields: Mapping[str, Any]) -> LoadedInstance:
        return self.source.instance(data, **fields)

    def latex(self, *, standalone: bool = False) -> str:
        """Return the chain as a section of a paper in LaTeX: definitions, constructions, theorems as far as certificates go,
        bounds and BibTeX; `standalone`: as a document that compiles by itself.

        >>> import certify
        >>> r"\\begin{theorem}" in certify.reduction("is", "vc").latex()
        True
        """
        from certify.reports.papers import paper

        return paper(self.library, self.chain, standalone=standalone)

    def draw(self, instance: Any = None, /, *, witness: Any = None, **fields: Any) -> Picture:
        """Return the picture of the chain; with an instance, of the instance beside its image, for each reduction.

        - `instance`, `fields`: an instance of the source, or its data.
        - `witness`: a witness of the source, to be marked on both sides.

        Raises what `map` raises, and `Invalid` if the witness is none.

        >>> import certify
        >>> certify.chain("3sat", "vc").draw()
        <picture of ThreeSAT -> IndependentSet -> VertexCover>
        >>> certify.reduction("3sat", "is").draw([[1, -2]], witness=[1])
        <picture of ThreeSAT:IndependentSet>
        """
        from certify.pictures.problem_graph import chain_picture
        from certify.pictures.reductions import reduction_picture
        from certify.semantics.witness_verdicts import verdict_on

        title = self.name if len(self) != 1 else self.reduction.name
        if instance is None and not fields:
            captions = ["\n".join(c.mark.text for c in r.claims if c.mark is not None) for r in self.chain.reductions]
            names = [self.chain.source.name, *(r.target.name for r in self.chain.reductions)]
            return Picture(title, (chain_picture(names, captions),))
        images = self.map(instance, **fields)
        marked: Sequence[Any] = [None] * len(images)
        if witness is not None:
            told = verdict_on(images[0], images[0].read_witness(witness))
            if not told:
                raise Invalid(f"this is no witness of the instance: {told}")
            marked = self.chain.push(images, images[0].read_witness(witness))
        parts = [
            reduction_picture(reduction, images[i], images[i + 1], image.tables, marked[i], marked[i + 1])
            for i, (reduction, image) in enumerate(zip(self.chain.reductions, images.images, strict=True))
        ]
        return Picture(title, tuple(parts))

    # ------------------------------------------------------------------------------------------- evidence

    def audit(
        self,
        within: Mapping[str, int] | None = None,
        *,
        seconds: Limit = None,
        effort: str = "standard",
        progress: Progress | None = None,
        jobs: int = 1,
    ) -> GatheredEvidence:
        """Gather evidence for the reduction, or for the chain as a whole, on a region of source instances.

        The parameters are those of `LoadedProblem.audit`, with the measures of the source.

        >>> import certify
        >>> evidence = certify.reduction("3sat", "is").audit({"n": 1, "m": 1}, effort="quick")
        >>> evidence.finding("backward").verdict
        'exhausted'
        """
        from certify.api.processes import workers
        from certify.audit.reduction_audit import audit_chain

        bounds, mutants = region(self.chain.source, within), mutants_of(self.library, self.chain)
        with workers(jobs) as scheduler:
            found = audit_chain(
                self.chain, bounds, seconds=limit(seconds), effort=effort, mutants=mutants, progress=progress, scheduler=scheduler
            )
        return gathered(found, self.chain)

    def prove(self, *, seconds: Limit = None) -> tuple[ReductionProof, ...]:
        """Search proofs for all sizes, from the texts alone, and return what is known of each reduction of the chain.

        - `seconds`: the time limit for all of them; None for none.

        Raises `OutOfBudget` at the end of the time.

        >>> import certify
        >>> certify.reduction("clique", "is").prove()[0].verdict
        'proved'
        """
        from certify.proving.results import prove_reduction
        from certify.system.deadlines import Clock

        clock = Clock.start(limit(seconds))
        return tuple(prove_reduction(r, clock.tick) for r in self.chain.reductions)

    def certificate(self) -> CertificateDocument | None:
        """Return the saved certificate of the reduction; None if there is none that is intact.

        Raises `InputError` for a chain of several reductions, each of which has a certificate of its own.

        >>> import certify
        >>> certify.reduction("3sat", "is").certificate()["subject"]
        'ThreeSAT:IndependentSet'
        """
        from certify.certificates.saved import saved

        found = saved(self.reduction)
        return CertificateDocument(found.document, found.check) if found.intact else None

    def bounds(self) -> dict[str, Bound]:
        """Return bounds of each measure of the target in the measures of the source, derived from the texts.  Raises `Uncovered`.

        >>> import certify
        >>> certify.chain("3sat", "vc").bounds()["n"].best
        3*m + 2
        """
        from certify.bounds.composing import compose
        from certify.bounds.derived_bounds import reduction_bounds

        return compose([reduction_bounds(r) for r in self.chain.reductions])


@dataclass(frozen=True, eq=False, repr=False)
class LoadedReduction(LoadedChain):
    """A reduction, which is a chain of one.

    >>> import certify
    >>> r = certify.reduction("3sat", "is")
    >>> r, r.source, r.target
    (<reduction ThreeSAT:IndependentSet>, <problem ThreeSAT>, <problem IndependentSet>)
    """

    def __repr__(self) -> str:
        return f"<reduction {self.reduction.name}>"


def _loaded(instance: Any) -> LoadedInstance:
    return instance_of(instance.problem, instance, {})


def _restored(kind: type[LoadedChain], layers: Layers | Library, start: Any, reductions: tuple[Reduction, ...]) -> LoadedChain:
    return kind(unpacked(layers), Chain(start, reductions))
