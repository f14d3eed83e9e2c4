"""One file per cause, named for what is wrong; a pure judgement over case and facts."""
