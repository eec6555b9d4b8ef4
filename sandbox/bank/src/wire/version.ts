/** The version of the wire that is spoken here: the one the official SDK 23 pins. */
export const API_VERSION = '2026-10-28.endive'
