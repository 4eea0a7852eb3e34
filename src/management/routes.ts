/** Every route of the management API, in one table. */
import type { Routes } from './route.js'
import { membershipRoutes } from './routes/memberships.js'
import { namespaceRoutes } from './routes/namespaces.js'
import { webhookRoutes } from './routes/webhooks.js'

export const routes: Routes = { ...namespaceRoutes, ...membershipRoutes, ...webhookRoutes }
