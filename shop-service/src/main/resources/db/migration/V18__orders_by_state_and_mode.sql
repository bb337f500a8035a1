-- How many orders there are in each state and mode is asked with every scrape of the metrics.
create index orders_by_state_and_mode on orders (state, livemode);
drop index orders_by_state;
