/** How fresh the data are, looked up at a pace of its own: more often than figures, and whether or not they refresh. */
import { useQuery } from '@tanstack/react-query';
import { CollectionStatus, collectionStatusPath } from '../../common/api/collection_status';
import { ask, type ApiError } from '../host/api_client';
import { usePageServices } from '../host/page_services';

const REFETCH_MS = 15_000;

export const COLLECTION_STATUS_KEY = 'collection_status';

export function useCollectionStatus() {
  const { core } = usePageServices();
  return useQuery<CollectionStatus, ApiError>(
    [COLLECTION_STATUS_KEY],
    ({ signal }) =>
      ask(core.http, {
        method: 'GET',
        path: collectionStatusPath(),
        answer: CollectionStatus,
        ...(signal ? { signal } : {}),
      }),
    { refetchInterval: REFETCH_MS },
  );
}
