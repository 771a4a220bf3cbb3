"""What a careful reader would point at: references that lead nowhere, contradictions, late dates."""
