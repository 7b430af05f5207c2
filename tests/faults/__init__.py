"""What kills, fills and crowds an import, in processes and databases of its own."""
