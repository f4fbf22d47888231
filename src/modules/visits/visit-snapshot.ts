import type { UnitOfWork } from '../../database/unit-of-work.js';
import type { RoomSnapshot } from '../../realtime/realtime-ports.js';
import type { RotationService } from '../rotation/index.js';
import type { FloorService, FloorVisitor } from './floor-service.js';
import { presentActivity, presentHeatmap, presentVisitor } from './visit-presenter.js';

const RECENT = 50;

interface SnapshotDeps {
  readonly unitOfWork: UnitOfWork;
  readonly floor: FloorService;
  readonly rotation: RotationService;
}

/** What a tablet is told when it joins a showroom's room: the state of one moment. */
export function showroomSnapshot({ unitOfWork, floor, rotation }: SnapshotDeps): RoomSnapshot {
  return {
    kind: 'showroom',
    initialState: (showroomId, { withNames }) =>
      unitOfWork.run(async () => {
        const visitors = await floor.visitors(showroomId);
        const heatmap = await floor.currentHeatmap(showroomId);
        return {
          customers: visitors.map((visitor) =>
            presentVisitor(withNames ? visitor : nameless(visitor)),
          ),
          heatmap: presentHeatmap(heatmap),
          rotation: await rotation.currentRotation(showroomId),
        };
      }),
    recentActivity: async (showroomId) => {
      const records = await floor.recentActivities(showroomId, RECENT);
      return records.map(presentActivity);
    },
  };
}

function nameless({ customerName: _name, ...visitor }: FloorVisitor): FloorVisitor {
  return visitor;
}
