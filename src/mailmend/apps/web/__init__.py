"""The web application: pages for mailbox owners and engineers, the API, published settings."""
