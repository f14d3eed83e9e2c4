"""The practice range: real mail servers in network namespaces, with faults on demand."""
