problem ExactCoverByThreeSets restricts ExactCover "Exact cover by 3-sets" where every i -> X in family: |X| = 3
  cites    GareyJohnson1979 "SP2"
