-- Full chunks leave as much of a page free as a new version of a row needs in any case, so that less need be kept free of the others.
ALTER TABLE availability_block SET (fillfactor = 94);
