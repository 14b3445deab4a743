"""From a document to something that may go to others: the only maker of `Shareable`."""
