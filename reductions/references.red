# The works that the library cites.
reference Achterberg2009
    "Tobias Achterberg: SCIP: solving constraint integer programs. Mathematical Programming Computation 1(1), 2009, pages 1-41."
reference AllenderBurgisserKjeldgaardMiltersen2009
    "Eric Allender, Peter Bürgisser, Johan Kjeldgaard-Pedersen, Peter Bro Miltersen: On the complexity of numerical analysis. SIAM Journal on Computing 38(5), 2009, pages 1987-2006."
reference AngluinLaird1988
    "Dana Angluin, Philip Laird: Learning from noisy examples. Machine Learning 2(4), 1988, pages 343-370."
reference AspvallPlassTarjan1979
    "Bengt Aspvall, Michael F. Plass, Robert Endre Tarjan: A linear-time algorithm for testing the truth of certain quantified Boolean formulas. Information Processing Letters 8(3), 1979, pages 121-123."
reference AssmannJohnsonKleitmanLeung1984
    "S. B. Assmann, David S. Johnson, Daniel J. Kleitman, Joseph Y.-T. Leung: On a dual version of the one-dimensional bin packing problem. Journal of Algorithms 5(4), 1984, pages 502-525."
reference BangeBarkauskasSlater1988
    "David W. Bange, Anthony E. Barkauskas, Peter J. Slater: Efficient dominating sets in graphs. In R. D. Ringeisen, F. S. Roberts (editors): Applications of Discrete Mathematics, SIAM, 1988, pages 189-199."
reference Barahona1982
    "Francisco Barahona: On the computational complexity of Ising spin glass models. Journal of Physics A 15(10), 1982, pages 3241-3253."
reference Bellman1957 "Richard Bellman: Dynamic Programming. Princeton University Press, 1957."
reference BerlekampMcElieceVanTilborg1978
    "Elwyn R. Berlekamp, Robert J. McEliece, Henk C. A. van Tilborg: On the inherent intractability of certain coding problems. IEEE Transactions on Information Theory 24(3), 1978, pages 384-386."
reference BiroHujterTuza1992
    "Miklós Biró, Mihály Hujter, Zsolt Tuza: Precoloring extension. I. Interval graphs. Discrete Mathematics 100, 1992, pages 267-279."
reference BlumRivest1992
    "Avrim L. Blum, Ronald L. Rivest: Training a 3-node neural network is NP-complete. Neural Networks 5(1), 1992, pages 117-127."
reference BoppanaHastadZachos1987
    "Ravi B. Boppana, Johan Håstad, Stathis Zachos: Does co-NP have short interactive proofs? Information Processing Letters 25(2), 1987, pages 127-132."
reference BuergisserJindal2024
    "Peter Bürgisser, Gorav Jindal: On the Hardness of PosSLP. Proceedings of the ACM-SIAM Symposium on Discrete Algorithms (SODA), 2024; arXiv 2307.08008."
reference Chvatal1973
    "Václav Chvátal: On the computational complexity of finding a kernel. Report CRM-300, Centre de recherches mathématiques, Université de Montréal, 1973."
reference Colbourn1984
    "Charles J. Colbourn: The complexity of completing partial Latin squares. Discrete Applied Mathematics 8(1), 1984, pages 25-30."
reference Cook1971
    "Stephen A. Cook: The complexity of theorem-proving procedures. Proceedings of the 3rd Annual ACM Symposium on Theory of Computing (STOC), 1971, pages 151-158."
reference CormenLeisersonRivestStein2009
    "Thomas H. Cormen, Charles E. Leiserson, Ronald L. Rivest, Clifford Stein: Introduction to Algorithms, third edition. MIT Press, 2009."
reference CornuejolsNemhauserWolsey1990
    "Gérard Cornuéjols, George L. Nemhauser, Laurence A. Wolsey: The uncapacitated facility location problem. In P. B. Mirchandani, R. L. Francis (editors): Discrete Location Theory, Wiley, 1990, pages 119-171."
reference DaviesRussell1994
    "Scott Davies, Stuart Russell: NP-completeness of searches for smallest possible feature sets. AAAI Fall Symposium on Relevance, 1994, pages 37-39."
reference DoronArad2025
    "Ilan Doron-Arad: On the Hardness of Training Deep Neural Networks Discretely. AAAI Conference on Artificial Intelligence, 2025; arXiv 2412.13057."
reference ErdosRubinTaylor1979
    "Paul Erdős, Arthur L. Rubin, Herbert Taylor: Choosability in graphs. Proceedings of the West Coast Conference on Combinatorics, Graph Theory and Computing, 1979, pages 125-157."
reference Fagin1974
    "Ronald Fagin: Generalized first-order spectra and polynomial-time recognizable sets. In R. M. Karp (editor): Complexity of Computation, SIAM-AMS Proceedings 7, 1974, pages 43-73."
reference FeigeKortsarzPeleg2001
    "Uriel Feige, Guy Kortsarz, David Peleg: The dense k-subgraph problem. Algorithmica 29(3), 2001, pages 410-421."
reference FrancesLitman1997
    "Moti Frances, Ami Litman: On covering problems of codes. Theory of Computing Systems 30(2), 1997, pages 113-119."
reference GabowMaheshwariOsterweil1976
    "Harold N. Gabow, Shachindra N. Maheshwari, Leon J. Osterweil: On two problems in the generation of program test paths. IEEE Transactions on Software Engineering SE-2(3), 1976, pages 227-231."
reference GalilMegiddo1977
    "Zvi Galil, Nimrod Megiddo: Cyclic ordering is NP-complete. Theoretical Computer Science 5(2), 1977, pages 179-182."
reference GareyJohnson1975
    "Michael R. Garey, David S. Johnson: Complexity results for multiprocessor scheduling under resource constraints. SIAM Journal on Computing 4(4), 1975, pages 397-411."
reference GareyJohnson1979
    "Michael R. Garey, David S. Johnson: Computers and Intractability: A Guide to the Theory of NP-Completeness. W. H. Freeman, 1979."
reference GareyJohnsonSethi1976
    "Michael R. Garey, David S. Johnson, Ravi Sethi: The complexity of flowshop and jobshop scheduling. Mathematics of Operations Research 1(2), 1976, pages 117-129."
reference GareyJohnsonStockmeyer1976
    "Michael R. Garey, David S. Johnson, Larry Stockmeyer: Some simplified NP-complete graph problems. Theoretical Computer Science 1(3), 1976, pages 237-267."
reference GentJeffersonNightingale2017
    "Ian P. Gent, Christopher Jefferson, Peter Nightingale: Complexity of n-queens completion. Journal of Artificial Intelligence Research 59, 2017, pages 815-848."
reference GonzalezSahni1976
    "Teofilo Gonzalez, Sartaj Sahni: Open shop scheduling to minimize finish time. Journal of the ACM 23(4), 1976, pages 665-679."
reference GusfieldPitt1992
    "Dan Gusfield, Leonard Pitt: A bounded approximation for the minimum cost 2-SAT problem. Algorithmica 8, 1992, pages 103-117."
reference HancockJiangLiTromp1996
    "Thomas Hancock, Tao Jiang, Ming Li, John Tromp: Lower bounds on learning decision lists and trees. Information and Computation 126(2), 1996, pages 114-122."
reference HeldKarp1962
    "Michael Held, Richard M. Karp: A dynamic programming approach to sequencing problems. Journal of the Society for Industrial and Applied Mathematics 10(1), 1962, pages 196-210."
reference HellNesetril1990
    "Pavol Hell, Jaroslav Nešetřil: On the complexity of H-coloring. Journal of Combinatorial Theory, Series B 48(1), 1990, pages 92-110."
reference HubaraEtAl2016
    "Itay Hubara, Matthieu Courbariaux, Daniel Soudry, Ran El-Yaniv, Yoshua Bengio: Binarized neural networks. Advances in Neural Information Processing Systems 29, 2016."
reference HyafilRivest1976
    "Laurent Hyafil, Ronald L. Rivest: Constructing optimal binary decision trees is NP-complete. Information Processing Letters 5(1), 1976, pages 15-17."
reference ImpagliazzoPaturi2001
    "Russell Impagliazzo, Ramamohan Paturi: On the complexity of k-SAT. Journal of Computer and System Sciences 62(2), 2001, pages 367-375."
reference ImpagliazzoPaturiZane2001
    "Russell Impagliazzo, Ramamohan Paturi, Francis Zane: Which problems have strongly exponential complexity? Journal of Computer and System Sciences 63(4), 2001, pages 512-530."
reference Johnson1987
    "David S. Johnson: The NP-completeness column: an ongoing guide. Journal of Algorithms 8(3), 1987, pages 438-448."
reference Karp1972
    "Richard M. Karp: Reducibility among combinatorial problems. In R. E. Miller, J. W. Thatcher (editors): Complexity of Computer Computations, Plenum Press, 1972, pages 85-103."
reference Karp1975
    "Richard M. Karp: On the computational complexity of combinatorial problems. Networks 5(1), 1975, pages 45-68."
reference Knuth2015
    "Donald E. Knuth: The Art of Computer Programming, volume 4, fascicle 6: Satisfiability. Addison-Wesley, 2015."
reference LenstraRinnooyKan1978
    "J. K. Lenstra, A. H. G. Rinnooy Kan: Complexity of scheduling under precedence constraints. Operations Research 26(1), 1978, pages 22-35."
reference LewisYannakakis1980
    "John M. Lewis, Mihalis Yannakakis: The node-deletion problem for hereditary properties is NP-complete. Journal of Computer and System Sciences 20(2), 1980, pages 219-230."
reference LiZhangLiu2016 "Fengfu Li, Bo Zhang, Bin Liu: Ternary weight networks. arXiv 1605.04711, 2016."
reference Lovasz1973
    "László Lovász: Coverings and colorings of hypergraphs. Proceedings of the 4th Southeastern Conference on Combinatorics, Graph Theory, and Computing, 1973, pages 3-12."
reference Lucas2014 "Andrew Lucas: Ising formulations of many NP problems. Frontiers in Physics 2, 2014, article 5."
reference Lueker1975
    "George S. Lueker: Two NP-complete problems in nonnegative integer programming. Report 178, Computer Science Laboratory, Princeton University, 1975."
reference Lynch1975
    "James F. Lynch: The equivalence of theorem proving and the interconnection problem. ACM SIGDA Newsletter 5(3), 1975, pages 31-36."
reference Maier1978
    "David Maier: The complexity of some problems on subsequences and supersequences. Journal of the ACM 25(2), 1978, pages 322-336."
reference MartelloToth1990
    "Silvano Martello, Paolo Toth: Knapsack Problems: Algorithms and Computer Implementations. Wiley, 1990."
reference MegiddoZemelHakimi1983
    "Nimrod Megiddo, Eitan Zemel, S. Louis Hakimi: The maximum coverage location problem. SIAM Journal on Algebraic and Discrete Methods 4(2), 1983, pages 253-261."
reference Muroga1971
    "Saburo Muroga: Threshold Logic and Its Applications. Wiley-Interscience, 1971."
reference Natarajan1995
    "Balas K. Natarajan: Sparse approximate solutions to linear systems. SIAM Journal on Computing 24(2), 1995, pages 227-234."
reference Opatrny1979 "Jaroslav Opatrny: Total ordering problem. SIAM Journal on Computing 8(1), 1979, pages 111-114."
reference PerronDidier
    "Laurent Perron, Frédéric Didier: CP-SAT, a constraint programming solver. Google OR-Tools; developers.google.com/optimization/cp/cp_solver."
reference PfaffLaskarHedetniemi1983
    "John Pfaff, Renu Laskar, Stephen T. Hedetniemi: NP-completeness of total and connected domination and irredundance for bipartite graphs. Technical Report 428, Department of Mathematical Sciences, Clemson University, 1983."
reference PittValiant1988
    "Leonard Pitt, Leslie G. Valiant: Computational limitations on learning from examples. Journal of the ACM 35(4), 1988, pages 965-984."
reference SalamonWiener2008
    "Gábor Salamon, Gábor Wiener: On finding spanning trees with few leaves. Information Processing Letters 105(5), 2008, pages 164-169."
reference Schaefer1978
    "Thomas J. Schaefer: The complexity of satisfiability problems. Proceedings of the 10th Annual ACM Symposium on Theory of Computing (STOC), 1978, pages 216-226."
reference StockmeyerVazirani1982
    "Larry J. Stockmeyer, Vijay V. Vazirani: NP-completeness of some generalizations of the maximum matching problem. Information Processing Letters 15(1), 1982, pages 14-19."
reference Tovey1984
    "Craig A. Tovey: A simplified NP-complete satisfiability problem. Discrete Applied Mathematics 8(1), 1984, pages 85-89."
reference Tseitin1968
    "Grigori S. Tseitin: On the complexity of derivation in propositional calculus. In A. O. Slisenko (editor): Studies in Constructive Mathematics and Mathematical Logic, part II, 1968, pages 115-125."
reference WoegingerYu1992
    "Gerhard J. Woeginger, Zhongliang Yu: On the equal-subset-sum problem. Information Processing Letters 42(6), 1992, pages 299-302."
reference Yannakakis1981
    "Mihalis Yannakakis: Node-deletion problems on bipartite graphs. SIAM Journal on Computing 10(2), 1981, pages 310-327."
reference YatoSeta2003
    "Takayuki Yato, Takahiro Seta: Complexity and completeness of finding another solution and its application to puzzles. IEICE Transactions on Fundamentals E86-A(5), 2003, pages 1052-1060."
