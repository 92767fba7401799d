import { CheckpointOrder } from './checkpoint_order';

test('a checkpoint is reached when all before it are stored, whatever their order', () => {
  const order = new CheckpointOrder();
  const [a, b, c] = [{ checkpoint: 1 }, { checkpoint: 2, readUntil: 20 }, {}].map((one) => order.add(one));
  if (!a || !b || !c) throw new Error('no places');
  order.stored(b);
  expect(order.take()).toBeUndefined();
  expect(order.readUntil).toBeUndefined();
  order.stored(a);
  expect(order.take()).toEqual({ checkpoint: 2 });
  expect(order.readUntil).toBe(20);
  order.stored(c);
  expect(order.take()).toBeUndefined();
});

test('nothing behind a batch that was let go of is reached', () => {
  const order = new CheckpointOrder();
  const before = order.add({ checkpoint: 1 });
  const gone = order.add({ checkpoint: 2 });
  const behind = order.add({ checkpoint: 3 });
  order.letGo(gone);
  order.stored(behind);
  order.stored(before);
  order.stored(order.add({ checkpoint: 4 }));
  expect(order.take()).toEqual({ checkpoint: 1 });
  expect(order.take()).toBeUndefined();
});

test('how far everything is stored is told without a checkpoint too', () => {
  const order = new CheckpointOrder();
  order.stored(order.add({ readUntil: 7 }));
  expect(order.take()).toBeUndefined();
  expect(order.readUntil).toBe(7);
});
