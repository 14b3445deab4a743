"""What a person's own weeks and tools say: pure functions over values. No score, no label, no claim about causes."""
