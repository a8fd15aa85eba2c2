"""The Python interface of certify: problems, reductions and chains, their instances, and the answers about them."""

from certify.api.answers import OptimalInstance, SolvedInstance, Undecided
from certify.api.chains import LoadedChain, LoadedReduction
from certify.api.images import Images
from certify.api.instances import LoadedInstance
from certify.api.loading import HidingWarning, chain, load, problem, reduction
from certify.api.pictures import Picture
from certify.api.problems import LoadedProblem
from certify.api.reasons import NoReason, WhyNot
from certify.audit.own_mutants import mutants_of
from certify.graph.route_choice import chain_between, chain_of

__all__ = [
    "HidingWarning",
    "Images",
    "LoadedChain",
    "LoadedInstance",
    "LoadedProblem",
    "LoadedReduction",
    "NoReason",
    "OptimalInstance",
    "Picture",
    "SolvedInstance",
    "Undecided",
    "WhyNot",
    "chain",
    "chain_between",
    "chain_of",
    "load",
    "mutants_of",
    "problem",
    "reduction",
]
