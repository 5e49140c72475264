from django.apps import AppConfig


class RoofConfig(AppConfig):
    """What joins all apps: home, a person's whole life, and the data to start with."""

    name = "jombang_umkm.roof"
    label = "roof"
