problem OneSampleDNNT restricts DNNT "Discrete neural-network training, one sample" where |samples| = 1
  cites    DoronArad2025
