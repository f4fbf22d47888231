import type { AnyRoute } from '../../http/define-route.js';
import { apiClientRoutes } from './api-client-routes.js';
import type { ApiClientService } from './api-client-service.js';
import { clientCredentialsRoutes } from './client-credentials-routes.js';
import type { ClientCredentialsService } from './client-credentials-service.js';

interface MachineRoutesDeps {
  readonly clients: ApiClientService;
  readonly credentials: ClientCredentialsService;
}

/** Programs, and how they get their tokens. */
export function machineRoutes({ clients, credentials }: MachineRoutesDeps): AnyRoute[] {
  return [...clientCredentialsRoutes(credentials), ...apiClientRoutes(clients)];
}
