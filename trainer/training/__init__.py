"""How the weights of the trained readers are made from our own written examples: `python -m trainer.training`."""
