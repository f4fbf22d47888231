import type { RoomSnapshot } from '../../realtime/realtime-ports.js';
import type { RotationService } from '../rotation/index.js';
import type { FloorService } from './floor-service.js';
import { presentActivity, presentHeatmap, presentVisitor } from './visit-presenter.js';

const RECENT = 50;

/** What a tablet is told when it joins a showroom's room. */
export function showroomSnapshot(floor: FloorService, rotation: RotationService): RoomSnapshot {
  return {
    kind: 'showroom',
    initialState: async (showroomId) => {
      const visitors = await floor.visitors(showroomId);
      const heatmap = await floor.currentHeatmap(showroomId);
      return {
        customers: visitors.map(presentVisitor),
        heatmap: presentHeatmap(heatmap),
        rotation: await rotation.currentRotation(showroomId),
      };
    },
    recentActivity: async (showroomId) => {
      const records = await floor.recentActivities(showroomId, RECENT);
      return records.map(presentActivity);
    },
  };
}
