"""The library as a static site: the network, a page for each problem and each reduction."""
