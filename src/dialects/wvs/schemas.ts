/** `hookstamp/dialects/wvs/schemas`: the payloads of the hooks of WVS, which are GitLab's. */
export * from '../forge/schemas.js'
