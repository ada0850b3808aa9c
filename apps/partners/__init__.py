"""Who and where: organisations, places, communities and contacts."""
