/**
 * `hookstamp/dialects/gitlab/schemas`: the payloads of GitLab's project and group hooks. Its forks send the same.
 *
 * @see https://docs.gitlab.com/user/project/integrations/webhook_events/
 */
export * from '../forge/schemas.js'
