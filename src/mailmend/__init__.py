"""Mailmend: why can this mailbox not send, and what makes it send?"""
