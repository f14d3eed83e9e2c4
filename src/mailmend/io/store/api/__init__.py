"""What the API keeps: tokens, the answers to repeated requests, webhooks and their outbox."""
