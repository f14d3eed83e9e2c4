"""The faults of the lab, one file each; see lab/fault.py for what a file says."""
