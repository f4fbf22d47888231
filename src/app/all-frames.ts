import type { FrameDescription } from '../events/frame-description.js';
import { clientFrames } from '../realtime/client-frame-schema.js';
import { serverFrames } from '../realtime/server-frame-schema.js';
import type { BuiltModules } from './build-modules.js';

/** Every frame that clients and the product send: those of the sockets, and the modules’. */
export function allFrames({
  realtime,
  snapshots,
  commands,
}: Pick<BuiltModules['parts'], 'realtime' | 'snapshots' | 'commands'>): FrameDescription[] {
  const brought = [...realtime, ...snapshots, ...commands].flatMap(({ frames = [] }) => frames);
  return [...clientFrames, ...serverFrames, ...brought];
}
