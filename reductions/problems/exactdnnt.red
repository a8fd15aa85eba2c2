problem ExactDNNT restricts DNNT "Discrete neural-network training, at least one sample, fitted exactly"
    where gamma = 0 and |samples| >= 1
  cites    DoronArad2025
