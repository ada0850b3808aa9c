"""To ring today: whoever has no e-mail, whatever a mail would have told them."""
