export { createMessageModule } from './create-message-module.js';
export type { MessageModule, MessageModuleDeps } from './create-message-module.js';
export { NOTIFICATION_SENT } from './notification-events.js';
