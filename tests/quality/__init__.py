"""How right the strategies are, measured on labelled data beside the standard baselines."""
