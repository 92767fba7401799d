/** The OpenSearch Dashboards that the slim host stands in for. */
export const OSD_VERSION = '2.19.4';

/** Part of every bundle's address, which browsers keep for a year: a plugin upgrade does not change it. */
export const BUILD_NUMBER = 8342;
