# Ya kuja.
