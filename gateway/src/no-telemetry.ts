// @apollo/gateway reports to its maker and asks a cloud metadata address for where it runs, unless told otherwise before
// it is loaded. This file is imported first, so that it never does, however the process is started.
process.env.APOLLO_TELEMETRY_DISABLED = '1'
process.env.METADATA_SERVER_DETECTION = 'none'
