"""Build hook: will make the gazetteer from GeoNames."""
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CustomBuildHook(BuildHookInterface):
    """Nothing yet."""
