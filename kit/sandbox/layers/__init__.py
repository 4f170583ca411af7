"""What a child that runs learner code is kept from (Linux): files, network, processes and too much of anything.

Each module is one layer, small, with the kernel's own documentation named where its numbers come from.
"""
