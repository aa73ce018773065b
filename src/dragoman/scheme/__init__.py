"""The event ontology as data: types, modes, contexts, scores and the CAMEO crosswalk."""
